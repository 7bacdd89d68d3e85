// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.budget;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Action for a job that has used its budget. */
public enum BudgetAction {
  /** Its stages stop, and continue when the budget is raised. */
  @JsonProperty("Suspend")
  SUSPEND,
  /** The job fails. */
  @JsonProperty("Fail")
  FAIL
}
