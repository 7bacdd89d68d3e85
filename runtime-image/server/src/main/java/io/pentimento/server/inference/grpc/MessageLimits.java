// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.WireFormat;
import io.pentimento.server.failure.InvalidInferenceException;
import java.io.IOException;

/**
 * Checks a message before it is parsed to objects. Small fields need many times as much memory as
 * objects: a message of 20 MB may contain ten million empty inputs.
 */
final class MessageLimits {
  private static final int MOST_FIELDS = 4096;

  /** Levels of UINT8, each one or two bytes in the message and four as an element. */
  private static final int MOST_PACKED_INTS = 4 << 20;

  /** Dimensions of a shape; no datatype of images has elements of 64 bits. */
  private static final int MOST_PACKED_LONGS = 1024;

  private int fields;

  private MessageLimits() {}

  /**
   * Checks a message.
   *
   * @throws InvalidInferenceException if it exceeds a limit
   * @throws IOException if it is not a valid message
   */
  static void check(byte[] message, Descriptor type) throws IOException {
    new MessageLimits().walk(CodedInputStream.newInstance(message), type);
  }

  private void walk(CodedInputStream in, Descriptor type) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      count(tag);
      if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        walkField(in, type.findFieldByNumber(WireFormat.getTagFieldNumber(tag)));
      } else {
        in.skipField(tag);
      }
    }
  }

  private void count(int tag) {
    boolean group = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_START_GROUP;
    if (++fields > MOST_FIELDS || group) {
      throw new InvalidInferenceException(
          "The message has more than %d fields or a group; send contents as raw_input_contents."
              .formatted(MOST_FIELDS));
    }
  }

  /**
   * @param field null if the type has no field with this number
   */
  private void walkField(CodedInputStream in, FieldDescriptor field) throws IOException {
    int length = in.readRawVarint32();
    if (field != null && field.getJavaType() == JavaType.MESSAGE) {
      int outer = in.pushLimit(length);
      walk(in, field.getMessageType());
      in.popLimit(outer);
    } else {
      checkPacked(field, length);
      in.skipRawBytes(length);
    }
  }

  private static void checkPacked(FieldDescriptor field, int length) {
    if (field != null && field.isPackable() && length > mostPacked(field.getJavaType())) {
      throw new InvalidInferenceException(
          "The field %s has %d bytes; send contents as raw_input_contents."
              .formatted(field.getName(), length));
    }
  }

  private static int mostPacked(JavaType type) {
    return switch (type) {
      case INT -> MOST_PACKED_INTS;
      case LONG, BOOLEAN -> MOST_PACKED_LONGS;
      default -> Integer.MAX_VALUE;
    };
  }
}
