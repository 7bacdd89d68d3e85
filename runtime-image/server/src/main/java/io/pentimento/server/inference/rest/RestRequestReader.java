// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.server.admission.Admission;
import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.inference.InferenceRequest;
import io.pentimento.server.inference.InputTensor;
import io.pentimento.server.inference.Parameters;
import io.pentimento.server.inference.RequestedOutput;
import io.pentimento.server.inference.TensorShape;
import io.pentimento.server.inference.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the body of an inference request: JSON, optionally followed by binary data. */
final class RestRequestReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BINARY_OUTPUT = "binary_data_output";
  private static final String BINARY = "binary_data";

  private final byte[] body;
  private final int jsonLength;
  private final Admission.Ticket ticket;

  /**
   * @param jsonLength the length of the JSON at the beginning, in bytes
   * @param ticket that reserves memory for the contents of tensors
   */
  RestRequestReader(byte[] body, int jsonLength, Admission.Ticket ticket) {
    this.body = body;
    this.jsonLength = jsonLength;
    this.ticket = ticket;
  }

  /**
   * @throws InvalidInferenceException if it is not a request of the protocol
   * @throws io.pentimento.server.failure.UnavailableException if there is no memory
   */
  RestRequest read() {
    try (JsonParser json = parser(0)) {
      RequestHead head = RequestHead.read(json);
      List<InputTensor> inputs = inputs(head);
      InferenceRequest request =
          new InferenceRequest(
              head.id(),
              without(head.parameters(), BINARY_OUTPUT),
              inputs,
              head.outputs().stream().map(RestRequestReader::plain).toList());
      return new RestRequest(request, binaryOutput(head));
    } catch (JsonProcessingException e) {
      throw new InvalidInferenceException(
          "The request is not valid JSON: %s (byte %d)."
              .formatted(e.getOriginalMessage(), e.getLocation().getByteOffset()),
          e);
    } catch (IOException e) {
      throw new InvalidInferenceException("The request cannot be read: " + e.getMessage(), e);
    }
  }

  private JsonParser parser(int offset) throws IOException {
    return JSON.createParser(body, offset, jsonLength - offset);
  }

  private List<InputTensor> inputs(RequestHead head) throws IOException {
    BinaryContents binary =
        new BinaryContents(ByteBuffer.wrap(body, jsonLength, body.length - jsonLength).slice());
    List<InputTensor> inputs = new ArrayList<>();
    for (InputHead input : head.inputs()) {
      inputs.add(input(input, binary));
    }
    binary.expectEnd();
    return inputs;
  }

  private InputTensor input(InputHead head, BinaryContents binary) throws IOException {
    if (head.isBinary()) {
      ticket.grow(head.type() == TensorType.BYTES ? head.binarySize() : 0);
      return tensor(head, binary.next(head));
    }
    if (head.dataOffset() < 0) {
      throw head.withoutData();
    }
    ticket.grow(contentsOf(head));
    try (JsonParser data = parser(Math.toIntExact(head.dataOffset()))) {
      return tensor(head, new JsonContents(head, data).read());
    }
  }

  /** Base64-decoded files need less memory than the JSON. */
  private long contentsOf(InputHead head) {
    return head.type() == TensorType.BYTES
        ? jsonLength
        : (long) TensorShape.elements(head.name(), head.shape()) * head.type().sampleBytes();
  }

  private static InputTensor tensor(
      InputHead head, io.pentimento.server.inference.TensorContents contents) {
    return new InputTensor(head.name(), head.type(), head.shape(), head.parameters(), contents);
  }

  private static boolean binaryOutput(RequestHead head) {
    Optional<Boolean> ofOutput =
        head.outputs().stream().findFirst().flatMap(output -> output.parameters().flag(BINARY));
    return ofOutput.orElse(head.parameters().flag(BINARY_OUTPUT).orElse(false));
  }

  private static RequestedOutput plain(RequestedOutput output) {
    return new RequestedOutput(output.name(), without(output.parameters(), BINARY));
  }

  private static Parameters without(Parameters parameters, String name) {
    Map<String, Object> rest = new HashMap<>(parameters.values());
    rest.remove(name);
    return new Parameters(rest);
  }
}
