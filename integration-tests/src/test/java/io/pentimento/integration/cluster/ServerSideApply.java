package io.pentimento.integration.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;

/**
 * Creates what is absent, else replaces what there is, field by field: everything that is applied
 * here has one owner, and no field of it another.
 */
record ServerSideApply(Door objects) implements Door {
  private static final String STATUS = "/status";

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
    MockResponse answer;
    do {
      answer = apply(path, Requests.body(request));
    } while (answer.code() == Requests.CONFLICT); // who applies never sees another's write
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
    ((ObjectNode) merged.get("metadata")).setAll((ObjectNode) patch.remove("metadata"));
    merged.setAll(patch);
    return objects.answer(Requests.request(HttpMethod.PUT, path, merged));
  }
}
