// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import io.pentimento.api.v1alpha1.service.RestorationServiceStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * The action to carry out and the status to write.
 *
 * @param canary what to do for the canary
 * @param status to be written before the action is carried out
 * @param requeueAt when to decide again even if nothing changes
 */
public record ServiceDecision(
    Optional<ServiceAction> action,
    Optional<ServiceAction.SteerCanary> canary,
    RestorationServiceStatus status,
    Optional<Instant> requeueAt) {}
