// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.assertj.core.api.AbstractThrowableAssert;

/** Reads the bytes of a single pickle, in which persistent ids stand for themselves. */
final class Unpickling {
  private Unpickling() {}

  static Object value(byte[] pickle) throws IOException {
    return new Unpickler(new ByteArrayInputStream(pickle), new PickleResolver(), id -> id).load();
  }

  static Object value(PickleBytes pickle) throws IOException {
    return value(pickle.stop());
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertRejected(PickleBytes pickle) {
    return assertRejected(pickle.stop());
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertRejected(byte[] pickle) {
    return assertThatThrownBy(() -> value(pickle)).isInstanceOf(CheckpointException.class);
  }
}
