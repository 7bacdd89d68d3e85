// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.regex.Pattern;

/** Reads and creates requests to an API server. */
public final class Requests {
  static final int OK = 200;
  public static final int NOT_FOUND = 404;
  public static final int CONFLICT = 409;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Requests() {}

  /** Without the query. */
  static String path(RecordedRequest request) {
    return request.getPath().replaceAll("\\?.*", "");
  }

  static boolean is(RecordedRequest request, HttpMethod method, Pattern path) {
    return request.method() == method && path.matcher(path(request)).matches();
  }

  static RecordedRequest get(String path) {
    return request(HttpMethod.GET, path, null);
  }

  static RecordedRequest request(HttpMethod method, String path, ObjectNode body) {
    Headers headers = Headers.builder().add("Content-Type", "application/json").build();
    return new RecordedRequest(
        "HTTP/1.1", method, path, headers, body == null ? null : new Buffer(bytes(body)));
  }

  /** Empty if there is no body. */
  static ObjectNode body(RecordedRequest request) {
    String text = request.getUtf8Body();
    return text == null || text.isBlank() ? MAPPER.createObjectNode() : parse(text);
  }

  static ObjectNode body(MockResponse response) {
    return parse(response.getBody().readUtf8());
  }

  private static ObjectNode parse(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }

  private static byte[] bytes(ObjectNode body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
