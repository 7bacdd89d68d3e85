// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.regex.Pattern;

/**
 * A Job deleted in the foreground remains until the garbage collector finds that its pods have
 * ended.
 */
public record Deletion(RequestFilter objects, RequestFilter next) implements RequestFilter {
  public static final String FOREGROUND = "foregroundDeletion";
  private static final Pattern JOB = Pattern.compile("/apis/batch/v1/namespaces/[^/]+/jobs/[^/]+");

  @Override
  public MockResponse answer(RecordedRequest request) {
    if (Requests.is(request, HttpMethod.DELETE, JOB)
        && "Foreground".equals(Requests.body(request).path("propagationPolicy").asText())) {
      holdBack(Requests.path(request));
    }
    return next.answer(request);
  }

  private void holdBack(String job) {
    MockResponse answer;
    do {
      MockResponse known = objects.answer(Requests.get(job));
      if (known.code() != Requests.OK) {
        return;
      }
      ObjectNode held = Requests.body(known);
      ((ObjectNode) held.get("metadata")).withArray("finalizers").add(FOREGROUND);
      answer = objects.answer(Requests.request(HttpMethod.PUT, job, held));
    } while (answer.code() == Requests.CONFLICT);
  }
}
