// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.regex.Pattern;

/** Kueue's admission webhook: Jobs with a queue are created suspended. */
record QueueWebhook(RequestFilter next) implements RequestFilter {
  static final String QUEUE = "kueue.x-k8s.io/queue-name";
  private static final Pattern JOBS = Pattern.compile("/apis/batch/v1/namespaces/[^/]+/jobs");

  @Override
  public MockResponse answer(RecordedRequest request) {
    if (!Requests.is(request, HttpMethod.POST, JOBS)) {
      return next.answer(request);
    }
    ObjectNode job = Requests.body(request);
    if (job.at("/metadata/labels").has(QUEUE)) {
      ((ObjectNode) job.get("spec")).put("suspend", true);
    }
    return next.answer(Requests.request(HttpMethod.POST, Requests.path(request), job));
  }
}
