// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.api;

import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;

/** Answers a request, or passes it on. */
@FunctionalInterface
interface RequestFilter {
  MockResponse answer(RecordedRequest request);
}
