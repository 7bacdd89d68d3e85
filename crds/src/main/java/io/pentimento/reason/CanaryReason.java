// SPDX-License-Identifier: Apache-2.0
package io.pentimento.reason;

/** Reasons for the phase and the end of a canary. */
public enum CanaryReason implements Reason {
  STARTING("CanaryStarting", "The servers with the new model start.", ""),
  STEP("CanaryStep", "The new model receives the requests of a step.", ""),
  PAUSED("CanaryPaused", "The job is suspended; the canary keeps its step.", ""),
  PROMOTING("CanaryPromoting", "All steps passed; the serving Deployment takes the new model.", ""),
  FINISHING(
      "CanaryFinishing",
      "The serving Deployment has the new model; the servers of the canary finish their requests.",
      ""),
  SUCCEEDED("CanarySucceeded", "The new model serves all requests.", ""),
  ERROR_RATE(
      "CanaryErrorRate",
      "The new model failed more requests than the serving one. It was rolled back, as for all "
          + "following reasons until `CanarySuperseded`.",
      "see the logs of the servers; any edit starts another canary."),
  LATENCY(
      "CanaryLatency",
      "The new model needs more time for an image.",
      "raise `maxLatencyRatio` or the resources."),
  DIFFERENCE(
      "CanaryDifference",
      "The two models restore different images.",
      "compare results of both models."),
  FIDELITY(
      "CanaryFidelity",
      "The results of the new model differ more from the images that clients send.",
      "compare results of both models, or raise `maxFidelityRegression`."),
  QUALITY(
      "CanaryQuality",
      "The results of the new model have a worse NIQE.",
      "compare results of both models, or raise `maxQualityRegression`."),
  NOT_READY(
      "CanaryNotReady",
      "No server with the new model is ready, or none became ready within "
          + "`server.rolloutDeadline`.",
      "the message gives the cause."),
  RESTARTED(
      "CanaryRestarted",
      "A server with the new model ended and was restarted.",
      "see the log of its previous container."),
  PROMOTION_FAILED(
      "CanaryPromotionFailed",
      "All steps passed, but the serving Deployment did not become ready with the new model.",
      "see the condition `RolledOut`."),
  DEADLINE_EXCEEDED(
      "CanaryDeadlineExceeded",
      "`activeDeadlineSeconds` passed before the new model was rolled out.",
      "raise it, or shorten the steps."),
  SUPERSEDED(
      "CanarySuperseded", "The spec asks for another model, for no servers or for no canary.", ""),
  INCONCLUSIVE("CanaryInconclusive", "More requests or pairs of images are needed to advance.", ""),
  NOT_WORSE("CanaryNotWorse", "The new model is not worse.", ""),
  UNMEASURED(
      "CanaryUnmeasured",
      "No server reports how the two models compare.",
      "check DNS and network policies: the operator reads the port of the servers, and the servers "
          + "of the serving model read the Service of the canary."),
  ROUTE_MISSING(
      "RouteMissing",
      "The HTTPRoute of the canary does not exist in the namespace of the job. The serving model "
          + "continues to serve.",
      "create it."),
  ROUTE_WITHOUT_SERVERS(
      "RouteWithoutServers",
      "No rule of the HTTPRoute has the Service of the servers as its only backend.",
      "add one; the message names the Service."),
  GATEWAY_API_MISSING(
      "GatewayApiMissing",
      "The cluster has no HTTPRoute of `gateway.networking.k8s.io/v1`. The new model was rolled "
          + "out at once.",
      "install the Gateway API, or remove `rollout.canary`.");

  private final String word;
  private final String meaning;
  private final String action;

  CanaryReason(String word, String meaning, String action) {
    this.word = word;
    this.meaning = meaning;
    this.action = action;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String action() {
    return action;
  }

  /** Whether this is the course of a canary without problems. */
  public boolean isUsual() {
    return switch (this) {
      case STARTING, STEP, PAUSED, PROMOTING, FINISHING, SUCCEEDED, NOT_WORSE, INCONCLUSIVE -> true;
      default -> false;
    };
  }
}
