// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import io.pentimento.core.graph.ShapeInference;
import io.pentimento.core.tensor.Tensor;

/** Naive reference implementations of the operations, as loops over the definition. */
final class NaiveOps {
  private NaiveOps() {}

  static Tensor conv2d(Tensor x, Tensor w, Tensor b, int stride, int padding, int groups) {
    long[] out = ShapeInference.conv(x.shape(), w.shape(), stride, padding, groups);
    Tensor y = Tensor.zeros(out);
    int at = 0;
    for (int n = 0; n < out[0]; n++) {
      for (int c = 0; c < out[1]; c++) {
        for (int i = 0; i < out[2]; i++) {
          for (int j = 0; j < out[3]; j++) {
            y.data()[at++] =
                (float)
                    (b.data()[c]
                        + window(x, w, groups, n, c, i * stride - padding, j * stride - padding));
          }
        }
      }
    }
    return y;
  }

  private static double window(Tensor x, Tensor w, int groups, int n, int c, int top, int left) {
    int channels = (int) w.dim(1);
    int first = c / (int) (w.dim(0) / groups) * channels;
    double sum = 0;
    for (int k = 0; k < channels; k++) {
      for (int i = 0; i < w.dim(2); i++) {
        for (int j = 0; j < w.dim(3); j++) {
          sum += at(x, n, first + k, top + i, left + j) * at(w, c, k, i, j);
        }
      }
    }
    return sum;
  }

  /** A sample, or zero outside the image. */
  static double at(Tensor x, long n, long c, long i, long j) {
    boolean inside = i >= 0 && j >= 0 && i < x.dim(2) && j < x.dim(3);
    return inside ? x.data()[(int) (((n * x.dim(1) + c) * x.dim(2) + i) * x.dim(3) + j)] : 0;
  }

  static Tensor groupNorm(Tensor x, int groups, Tensor weight, Tensor bias, double eps) {
    int each = x.size() / (int) x.dim(0) / groups;
    int plane = (int) (x.dim(2) * x.dim(3));
    Tensor y = Tensor.zeros(x.shape());
    for (int start = 0; start < x.size(); start += each) {
      double mean = 0;
      double squares = 0;
      for (int i = start; i < start + each; i++) {
        mean += x.data()[i] / (double) each;
      }
      for (int i = start; i < start + each; i++) {
        squares += Math.pow(x.data()[i] - mean, 2) / each;
      }
      for (int i = start; i < start + each; i++) {
        int c = i / plane % (int) x.dim(1);
        double normal = (x.data()[i] - mean) / Math.sqrt(squares + eps);
        y.data()[i] = (float) (normal * weight.data()[c] + bias.data()[c]);
      }
    }
    return y;
  }

  /** The bias is the same for every image. */
  static Tensor attention(Tensor q, Tensor k, Tensor v, double scale, float[] bias) {
    int width = (int) v.dim(3);
    Tensor out = Tensor.zeros(q.dim(0), q.dim(1), q.dim(2), width);
    int to = 0;
    for (int n = 0; n < q.dim(0); n++) {
      for (int h = 0; h < q.dim(1); h++) {
        for (int i = 0; i < q.dim(2); i++) {
          double[] p = weights(q, k, scale, bias, n, h, i);
          for (int c = 0; c < width; c++) {
            double sum = 0;
            for (int j = 0; j < p.length; j++) {
              sum += p[j] * at(v, n, h, j, c);
            }
            out.data()[to++] = (float) sum;
          }
        }
      }
    }
    return out;
  }

  private static double[] weights(
      Tensor q, Tensor k, double scale, float[] bias, int n, int h, int i) {
    int tokens = (int) k.dim(2);
    double[] p = new double[tokens];
    double total = 0;
    for (int j = 0; j < tokens; j++) {
      double logit = bias == null ? 0 : bias[(h * (int) q.dim(2) + i) * tokens + j];
      for (int c = 0; c < q.dim(3); c++) {
        logit += scale * at(q, n, h, i, c) * at(k, n, h, j, c);
      }
      p[j] = Math.exp(logit);
      total += p[j];
    }
    for (int j = 0; j < tokens; j++) {
      p[j] /= total;
    }
    return p;
  }
}
