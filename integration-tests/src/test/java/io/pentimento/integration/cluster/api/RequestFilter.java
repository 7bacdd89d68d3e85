package io.pentimento.integration.cluster.api;

import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;

/** Answers requests, or hands them on. */
@FunctionalInterface
interface RequestFilter {
  MockResponse answer(RecordedRequest request);
}
