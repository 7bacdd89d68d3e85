// SPDX-License-Identifier: Apache-2.0
package io.pentimento.reason;

/** Reasons why a published model cannot be verified or delivered. */
public enum ModelReason implements Reason {
  CONTENT_DAMAGED(
      "ContentDamaged",
      "A layer is missing or differs from its digest.",
      "publish the model again; find out who changed the registry's storage."),
  REGISTRY_CONTENT_DAMAGED(
      "RegistryContentDamaged",
      "Content of the registry differs from its digest or has an unexpected form.",
      "publish the model again; find out who changed the registry's storage."),
  EVIDENCE_MISSING(
      "EvidenceMissing",
      "No evidence is attached.",
      "publish again; a copy must include what is attached (`oras cp -r`)."),
  SIGNATURE_UNTRUSTED(
      "SignatureUntrusted",
      "The evidence is not signed, or by a key that is not trusted.",
      "sign with `--key`, or add the public key."),
  SUBJECT_MISMATCH(
      "SubjectMismatch", "The evidence is about another model.", "publish the model again."),
  GATE_NOT_PASSED(
      "GateNotPassed",
      "The gate failed or was inconclusive.",
      "serve another model, or adapt again."),
  MODEL_REJECTED(
      "ModelRejected",
      "Event of a RestorationService: the wanted model failed a check, and is not served.",
      "the note of the event gives the reason."),
  DELIVERY_FAILED(
      "DeliveryFailed",
      "The init container `model` failed without a message.",
      "run `kubectl logs POD -c model`."),
  REGISTRY_NOT_FOUND(
      "RegistryNotFound",
      "The repository, tag or digest does not exist.",
      "check the reference of the model."),
  REGISTRY_FORBIDDEN(
      "RegistryForbidden",
      "The registry denies access because credentials are missing or wrong.",
      "check the credentials of the registry."),
  REGISTRY_REFUSED(
      "RegistryRefused",
      "The registry rejects the request.",
      "read the answer of the registry in the message."),
  REGISTRY_UNAVAILABLE(
      "RegistryUnavailable",
      "The registry failed, was busy or did not answer.",
      "none; the request was repeated and can be tried again later.");

  private final String word;
  private final String meaning;
  private final String action;

  ModelReason(String word, String meaning, String action) {
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
