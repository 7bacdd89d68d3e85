// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

/** A 3×3 matrix that converts between two colour spaces. */
record Matrix3(double[][] rows) {
  static Matrix3 of(double... values) {
    double[][] rows = new double[3][3];
    for (int i = 0; i < 9; i++) {
      rows[i / 3][i % 3] = values[i];
    }
    return new Matrix3(rows);
  }

  Matrix3 times(Matrix3 other) {
    double[][] product = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          product[i][j] += rows[i][k] * other.rows[k][j];
        }
      }
    }
    return new Matrix3(product);
  }

  Matrix3 plus(Matrix3 other, double weight) {
    double[][] sum = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        sum[i][j] = rows[i][j] + weight * other.rows[i][j];
      }
    }
    return new Matrix3(sum);
  }

  /** Divides every row by its sum, so that white stays white. */
  Matrix3 whitePreserving() {
    double[][] scaled = new double[3][3];
    for (int i = 0; i < 3; i++) {
      double sum = rows[i][0] + rows[i][1] + rows[i][2];
      for (int j = 0; j < 3; j++) {
        scaled[i][j] = rows[i][j] / sum;
      }
    }
    return new Matrix3(scaled);
  }

  /** The inverse by cofactors; the colour matrices used here are well-conditioned. */
  Matrix3 inverse() {
    double[][] inverse = new double[3][3];
    double determinant = 0;
    for (int j = 0; j < 3; j++) {
      determinant += rows[0][j] * cofactor(0, j);
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        inverse[i][j] = cofactor(j, i) / determinant;
      }
    }
    return new Matrix3(inverse);
  }

  private double cofactor(int i, int j) {
    double[] a = rows[(i + 1) % 3];
    double[] b = rows[(i + 2) % 3];
    int k = (j + 1) % 3;
    int l = (j + 2) % 3;
    return a[k] * b[l] - a[l] * b[k];
  }

  /** Multiplies the vector in place. */
  void apply(double[] vector) {
    double x = vector[0];
    double y = vector[1];
    double z = vector[2];
    for (int i = 0; i < 3; i++) {
      vector[i] = rows[i][0] * x + rows[i][1] * y + rows[i][2] * z;
    }
  }
}
