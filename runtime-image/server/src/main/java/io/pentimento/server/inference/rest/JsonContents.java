// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.inference.TensorContents;
import io.pentimento.server.inference.TensorShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the {@code data} of an input: a flat array, or nested ones in row-major order. */
final class JsonContents {
  private static final int HIGHEST_LEVEL = 255;

  private final InputHead head;
  private final JsonParser json;

  /**
   * @param json before the array
   */
  JsonContents(InputHead head, JsonParser json) {
    this.head = head;
    this.json = json;
  }

  TensorContents read() throws IOException {
    int elements = TensorShape.elements(head.name(), head.shape());
    return switch (head.type()) {
      case FP32 -> floats(new float[elements]);
      case UINT8 -> levels(new byte[elements]);
      case BYTES -> files(elements);
    };
  }

  private interface Element {
    void read(int index) throws IOException;
  }

  private TensorContents floats(float[] values) throws IOException {
    readAll(values.length, index -> values[index] = number().getFloatValue());
    return new TensorContents.Floats(values);
  }

  private TensorContents levels(byte[] values) throws IOException {
    readAll(values.length, index -> values[index] = level());
    return new TensorContents.Raw(ByteBuffer.wrap(values));
  }

  private TensorContents files(int elements) throws IOException {
    List<byte[]> files = new ArrayList<>();
    readAll(elements, index -> files.add(file()));
    return new TensorContents.Files(files);
  }

  private JsonParser number() {
    if (!json.currentToken().isNumeric()) {
      throw unusable("numbers");
    }
    return json;
  }

  private byte level() throws IOException {
    int level = number().getIntValue();
    if (level < 0 || level > HIGHEST_LEVEL || json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw unusable("integers from 0 to 255");
    }
    return (byte) level;
  }

  private byte[] file() throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw unusable("PNG or JPEG files as base64 strings");
    }
    return json.getBinaryValue();
  }

  private InvalidInferenceException unusable(String expected) {
    return new InvalidInferenceException(
        "The data of the input '%s' must be %s.".formatted(head.name(), expected));
  }

  private void readAll(int elements, Element element) throws IOException {
    json.nextToken(); // The array found by RequestHead.
    int depth = 1;
    int read = 0;
    while (depth > 0) {
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_ARRAY) {
        depth++;
      } else if (token == JsonToken.END_ARRAY) {
        depth--;
      } else if (read < elements) {
        element.read(read++);
      } else {
        throw unusable("%d elements, according to its shape; it has more".formatted(elements));
      }
    }
    if (read < elements) {
      throw unusable("%d elements, according to its shape; it has %d".formatted(elements, read));
    }
  }
}
