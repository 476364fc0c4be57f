/** A phrase of an answer, its numbers between « », and what they are when computed. */
export type Claim = [id: string, phrase: string, ...computed: number[]];
