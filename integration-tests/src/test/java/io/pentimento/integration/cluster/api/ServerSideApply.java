// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Creates missing objects and merges existing ones field by field; there is one field owner. Fields
 * that the owner no longer applies are removed.
 */
final class ServerSideApply implements RequestFilter {
  private static final String STATUS = "/status";

  private final RequestFilter objects;
  private final Map<String, ObjectNode> metadata = new ConcurrentHashMap<>();

  ServerSideApply(RequestFilter objects) {
    this.objects = objects;
  }

  @Override
  public MockResponse answer(RecordedRequest request) {
    boolean applies =
        request.method() == HttpMethod.PATCH
            && String.valueOf(request.getHeader("Content-Type"))
                .startsWith("application/apply-patch");
    return applies ? apply(request) : objects.answer(request);
  }

  private MockResponse apply(RecordedRequest request) {
    String path = Requests.path(request);
    ObjectNode patch = Requests.body(request);
    MockResponse answer;
    do {
      answer = apply(path, patch.deepCopy());
    } while (answer.code() == Requests.CONFLICT); // an apply does not conflict with other writes
    metadata.put(path, (ObjectNode) patch.get("metadata"));
    return answer;
  }

  private MockResponse apply(String path, ObjectNode patch) {
    boolean status = path.endsWith(STATUS);
    String object = status ? path.substring(0, path.length() - STATUS.length()) : path;
    MockResponse known = objects.answer(Requests.get(object));
    if (known.code() == Requests.NOT_FOUND) {
      String collection = object.substring(0, object.lastIndexOf('/'));
      return status ? known : objects.answer(Requests.request(HttpMethod.POST, collection, patch));
    }
    ObjectNode merged = Requests.body(known);
    merge((ObjectNode) merged.get("metadata"), path, (ObjectNode) patch.remove("metadata"));
    merged.setAll(patch);
    return objects.answer(Requests.request(HttpMethod.PUT, path, merged));
  }

  private void merge(ObjectNode known, String path, ObjectNode patch) {
    ObjectNode before = metadata.getOrDefault(path, JsonNodeFactory.instance.objectNode());
    before.fieldNames().forEachRemaining(known::remove);
    known.setAll(patch);
  }
}
