// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pentimento.server.inference.InferenceResponse;
import io.pentimento.server.inference.OutputTensor;
import io.pentimento.server.inference.RawFiles;
import io.pentimento.server.inference.TensorType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the response to an inference request. */
final class RestResponseWriter {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int HEAD = 4096;

  /** Maximum characters of a float with comma, of a level, and of a byte in base64. */
  private static final int CHARS_OF_FLOAT = 16;

  private static final int CHARS_OF_LEVEL = 4;
  private static final int CHARS_OF_BYTE = 2;

  private final InferenceResponse response;
  private final boolean binary;

  RestResponseWriter(InferenceResponse response, boolean binary) {
    this.response = response;
    this.binary = binary;
  }

  /** Maximum memory while writing, in addition to the response itself. */
  long memory() {
    OutputTensor output = response.output();
    if (binary) {
      return HEAD + binarySize(output);
    }
    long most =
        switch (output.type()) {
          case FP32 -> output.bytes() / Float.BYTES * CHARS_OF_FLOAT;
          case UINT8 -> output.bytes() * CHARS_OF_LEVEL;
          case BYTES -> output.bytes() * CHARS_OF_BYTE;
        };
    return HEAD + 2 * most;
  }

  private static long binarySize(OutputTensor output) {
    return output.type() == TensorType.BYTES ? RawFiles.size(output.images()) : output.bytes();
  }

  RestResponse write() {
    byte[] json = json();
    return binary
        ? new RestResponse(withBinaryData(json), json.length)
        : new RestResponse(json, json.length);
  }

  private byte[] json() {
    ByteArrayOutputStream json = new ByteArrayOutputStream(binary ? HEAD : (int) (memory() / 2));
    try (JsonGenerator out = JSON.createGenerator(json)) {
      writeHead(out);
    } catch (IOException e) {
      throw new UncheckedIOException("The response cannot be written.", e);
    }
    return json.toByteArray();
  }

  private void writeHead(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("model_name", response.model());
    out.writeStringField("model_version", response.version());
    if (!response.id().isEmpty()) {
      out.writeStringField("id", response.id());
    }
    out.writeArrayFieldStart("outputs");
    writeOutput(out, response.output());
    out.writeEndArray();
    out.writeEndObject();
  }

  private void writeOutput(JsonGenerator out, OutputTensor output) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", output.name());
    out.writeStringField("datatype", output.type().name());
    out.writeArrayFieldStart("shape");
    for (long dimension : output.shape()) {
      out.writeNumber(dimension);
    }
    out.writeEndArray();
    if (binary) {
      out.writeObjectFieldStart("parameters");
      out.writeNumberField("binary_data_size", binarySize(output));
      out.writeEndObject();
    } else {
      writeData(out, output);
    }
    out.writeEndObject();
  }

  private static void writeData(JsonGenerator out, OutputTensor output) throws IOException {
    if (output.type() == TensorType.BYTES) {
      out.writeObjectFieldStart("parameters");
      out.writeStringField("content_type", "base64");
      out.writeEndObject();
    }
    out.writeArrayFieldStart("data");
    for (byte[] image : output.images()) {
      switch (output.type()) {
        case FP32 -> writeFloats(out, image);
        case UINT8 -> writeLevels(out, image);
        case BYTES -> out.writeBinary(image);
      }
    }
    out.writeEndArray();
  }

  private static void writeFloats(JsonGenerator out, byte[] image) throws IOException {
    ByteBuffer samples = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    while (samples.hasRemaining()) {
      out.writeNumber(samples.getFloat());
    }
  }

  private static void writeLevels(JsonGenerator out, byte[] image) throws IOException {
    for (byte level : image) {
      out.writeNumber(level & 0xff);
    }
  }

  private byte[] withBinaryData(byte[] json) {
    OutputTensor output = response.output();
    ByteBuffer body = ByteBuffer.allocate(Math.toIntExact(json.length + binarySize(output)));
    body.put(json);
    for (byte[] image : output.images()) {
      if (output.type() == TensorType.BYTES) {
        RawFiles.write(image, body);
      } else {
        body.put(image);
      }
    }
    return body.array();
  }
}
