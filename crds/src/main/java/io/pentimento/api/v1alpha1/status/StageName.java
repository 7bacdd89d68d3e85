// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The stages, in the order in which they run. */
public enum StageName {
  @JsonProperty("prepare")
  PREPARE("prepare", "SourcesResolved"),
  @JsonProperty("generate")
  GENERATE("generate", "PseudoTargetsReady"),
  @JsonProperty("train")
  TRAIN("train", "Trained"),
  @JsonProperty("evaluate")
  EVALUATE("evaluate", "Evaluated"),
  /** Only in jobs with {@code spec.publish}. */
  @JsonProperty("publish")
  PUBLISH("publish", "Published"),
  @JsonProperty("serve")
  SERVE("serve", "RolledOut");

  private final String value;
  private final String condition;

  StageName(String value, String condition) {
    this.value = value;
    this.condition = condition;
  }

  /** The name in manifests, paths and labels. */
  public String value() {
    return value;
  }

  /** The type of the condition that is True once this stage is done. */
  public String condition() {
    return condition;
  }

  @Override
  public String toString() {
    return value;
  }
}
