/** A matrix of float64, row by row. What must be exact is computed with these, not with tensors of float32. */
export interface Matrix {
  rows: number;
  columns: number;
  values: Float64Array;
}

/** A matrix of zeros. */
export const createMatrix = (rows: number, columns: number): Matrix => ({
  rows,
  columns,
  values: new Float64Array(rows * columns),
});

/** One column, as a new array of `rows` numbers. */
export const columnOf = ({ rows, columns, values }: Matrix, column: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => values[row * columns + column] as number);

/** The inner product of two arrays of equal length. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += (a[i] as number) * (b[i] as number);
  }
  return sum;
}

/** Scales every column to length 1, in place. */
export function normalizeColumns(matrix: Matrix): Matrix {
  const { rows, columns, values } = matrix;
  for (let column = 0; column < columns; column++) {
    const of = columnOf(matrix, column);
    const length = Math.sqrt(dot(of, of));
    for (let row = 0; row < rows; row++) {
      values[row * columns + column] = (of[row] as number) / length;
    }
  }
  return matrix;
}

/**
 * Makes the columns orthonormal, in place; needs at least as many rows as columns.
 * Gram and Schmidt, each column twice over: "twice is enough" (Giraud, Langou, Rozloznik 2005) for float64 accuracy.
 */
export function orthonormalizeColumns(matrix: Matrix): Matrix {
  const { rows, columns, values } = matrix;
  const done: Float64Array[] = [];
  for (let column = 0; column < columns; column++) {
    const of = columnOf(matrix, column);
    for (const earlier of [...done, ...done]) {
      const overlap = dot(of, earlier);
      for (let row = 0; row < rows; row++) {
        of[row] = (of[row] as number) - overlap * (earlier[row] as number);
      }
    }
    const length = Math.sqrt(dot(of, of));
    for (let row = 0; row < rows; row++) {
      of[row] = (of[row] as number) / length;
      values[row * columns + column] = of[row] as number;
    }
    done.push(of);
  }
  return matrix;
}

/** The inner products of the columns: XᵀX, [columns, columns]. */
export function gramOf(matrix: Matrix): Matrix {
  const of = Array.from({ length: matrix.columns }, (_, column) => columnOf(matrix, column));
  const values = of.flatMap((a) => of.map((b) => dot(a, b)));
  return { rows: matrix.columns, columns: matrix.columns, values: Float64Array.from(values) };
}

/** AᵀB, [columns of A, columns of B]; both have the same rows. */
export function multiplyTransposed(a: Matrix, b: Matrix): Matrix {
  const product = createMatrix(a.columns, b.columns);
  for (let row = 0; row < a.rows; row++) {
    for (let i = 0; i < a.columns; i++) {
      const factor = a.values[row * a.columns + i] as number;
      for (let j = 0; j < b.columns; j++) {
        const at = i * b.columns + j;
        product.values[at] = (product.values[at] as number) + factor * (b.values[row * b.columns + j] as number);
      }
    }
  }
  return product;
}

/**
 * Eigenvalues, and the eigenvectors as columns in the same order, of a symmetric matrix.
 * Cyclic Jacobi rotations: Golub and Van Loan, "Matrix Computations", 4th edition, section 8.5.
 */
export function decomposeSymmetric(matrix: Matrix): { values: Float64Array; vectors: Matrix } {
  const size = matrix.rows;
  const a = Float64Array.from(matrix.values);
  const vectors = createMatrix(size, size);
  const q = vectors.values;
  for (let i = 0; i < size; i++) {
    q[i * size + i] = 1;
  }
  /** Turns entries `x` and `y` of an array by the angle of that sine and cosine. */
  const turn = (of: Float64Array, x: number, y: number, cosine: number, sine: number) => {
    const [ox, oy] = [of[x] as number, of[y] as number];
    of[x] = cosine * ox - sine * oy;
    of[y] = sine * ox + cosine * oy;
  };
  const scale = Math.sqrt(dot(a, a));
  for (let sweep = 0, left = Number.POSITIVE_INFINITY; sweep < 30 && left > 1e-14 * scale; sweep++) {
    let square = 0;
    for (let i = 0; i < size; i++) {
      for (let j = i + 1; j < size; j++) {
        const off = a[i * size + j] as number;
        square += off * off;
        if (Math.abs(off) <= 1e-18 * scale) {
          continue;
        }
        const theta = ((a[j * size + j] as number) - (a[i * size + i] as number)) / (2 * off);
        const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const cosine = 1 / Math.sqrt(tangent * tangent + 1);
        const sine = tangent * cosine;
        for (let k = 0; k < size; k++) {
          turn(a, k * size + i, k * size + j, cosine, sine);
        }
        for (let k = 0; k < size; k++) {
          turn(a, i * size + k, j * size + k, cosine, sine);
          turn(q, k * size + i, k * size + j, cosine, sine);
        }
      }
    }
    left = Math.sqrt(square);
  }
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i] as number), vectors };
}
