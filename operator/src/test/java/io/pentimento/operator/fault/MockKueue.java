// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.fault;

import io.fabric8.mockwebserver.http.MockResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two APIs of Kueue, each of which may be missing: Workloads and the visibility of queues. */
public final class MockKueue {
  private static final Pattern DISCOVERY =
      Pattern.compile("/apis/(?<group>(visibility[.])?kueue[.]x-k8s[.]io)");
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  /** Whether the API of Workloads is installed. */
  public volatile boolean workloads;

  /** Whether the visibility API is installed. */
  public volatile boolean visibility;

  /** Status code of all responses except discovery. */
  public volatile int status = OK;

  /** The paths of all requests. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  private final List<String> waiting = new CopyOnWriteArrayList<>();
  private final List<String> positions = new CopyOnWriteArrayList<>();

  /**
   * Adds the Workload of a Job.
   *
   * @param conditions as JSON
   */
  public void hold(String jobUid, String conditions) {
    waiting.add(
        """
        {"apiVersion": "kueue.x-k8s.io/v1beta2", "kind": "Workload",
         "metadata": {"name": "job-x", "namespace": "vision",
           "labels": {"kueue.x-k8s.io/job-uid": "%s"}},
         "status": {"conditions": [%s]}}
        """
            .formatted(jobUid, conditions));
  }

  /** Sets the position of the Workload of a Job, from 0. */
  public void place(String jobUid, int inLocalQueue, int inClusterQueue) {
    positions.removeIf(each -> each.contains(jobUid));
    positions.add(
        """
        {"metadata": {"name": "job-x", "ownerReferences": [{"apiVersion": "batch/v1",
           "kind": "Job", "name": "x", "uid": "%s"}]},
         "priority": 0, "localQueueName": "gpu",
         "positionInClusterQueue": %d, "positionInLocalQueue": %d}
        """
            .formatted(jobUid, inClusterQueue, inLocalQueue));
  }

  static boolean isDiscovery(String path) {
    return DISCOVERY.matcher(path).matches();
  }

  static boolean isServed(String path) {
    return path.contains("kueue.x-k8s.io/v1");
  }

  MockResponse discover(String path) {
    requests.add(path);
    Matcher asked = DISCOVERY.matcher(path);
    boolean exists = asked.matches() && (asked.group(2) == null ? workloads : visibility);
    String version =
        "{\"groupVersion\": \"%s/v1beta2\", \"version\": \"v1beta2\"}"
            .formatted(exists ? asked.group("group") : "");
    return exists
        ? json(
            OK,
            """
            {"kind": "APIGroup", "apiVersion": "v1", "name": "%s",
             "versions": [%s], "preferredVersion": %s}
            """
                .formatted(asked.group("group"), version, version))
        : json(NOT_FOUND, "{}");
  }

  MockResponse answer(String path) {
    requests.add(path);
    boolean isVisibility = path.startsWith("/apis/visibility");
    return json(
        status,
        "{\"apiVersion\": \"kueue.x-k8s.io/v1beta2\", \"kind\": \"%s\", \"items\": [%s]}"
            .formatted(
                isVisibility ? "PendingWorkloadsSummary" : "WorkloadList",
                String.join(", ", isVisibility ? positions : waiting)));
  }

  private static MockResponse json(int code, String body) {
    return new MockResponse()
        .setResponseCode(code)
        .addHeader("Content-Type", "application/json")
        .setBody(body);
  }
}
