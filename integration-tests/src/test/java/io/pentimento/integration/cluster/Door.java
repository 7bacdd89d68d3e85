package io.pentimento.integration.cluster;

import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;

/** Answers requests, or hands them on. */
@FunctionalInterface
interface Door {
  MockResponse answer(RecordedRequest request);
}
