// SPDX-License-Identifier: Apache-2.0
package io.pentimento.reason;

/** Reasons why the operator cannot reconcile a job. */
public enum ReconcileReason implements Reason {
  FORBIDDEN(
      "Forbidden",
      "The operator lacks a permission, a quota is used up, or the namespace is being "
          + "deleted.",
      "the message names verb and resource; compare with the rules in "
          + "`deploy/install.yaml`, or raise the quota."),
  REJECTED(
      "Rejected",
      "The API server or an admission webhook rejects an object that the operator "
          + "creates for the job.",
      "read the quoted answer in the message; the cause is often a field of "
          + "`podTemplate` or a policy of the cluster."),
  API_SERVER_ERROR(
      "ApiServerError",
      "The API server, or a webhook that it calls, fails or does not answer.",
      "check the webhook that the message names, and the API server.");

  private final String word;
  private final String meaning;
  private final String action;

  ReconcileReason(String word, String meaning, String action) {
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
}
