// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.testing;

import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.restorer.RestorerEngine;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;
import java.nio.file.Path;

/** Halves every value. Tests put it into a jar, from which the server must load it. */
public class DarkeningEngine implements RestorerEngine {

  @Override
  public boolean reads(Path model) {
    return model.toString().endsWith(".pt");
  }

  @Override
  public RestorerSession open(Path model, SessionOptions options) {
    if (Thread.currentThread().getContextClassLoader() == DarkeningEngine.class.getClassLoader()) {
      throw new IllegalStateException("the thread's class loader is the server's");
    }
    return new RestorerSession() {
      @Override
      public Tensor restore(Tensor images) {
        float[] half = images.data().clone();
        for (int i = 0; i < half.length; i++) {
          half[i] /= 2;
        }
        return Tensor.of(half, images.shape());
      }

      @Override
      public void close() {
        // There is nothing to free.
      }
    };
  }
}
