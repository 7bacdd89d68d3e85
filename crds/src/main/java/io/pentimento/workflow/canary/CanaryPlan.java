// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * The next state of a canary.
 *
 * @param status to be written before the target is pursued
 * @param target empty if the cluster is in the wanted state
 * @param requeueAt when to decide again even if nothing changes
 */
public record CanaryPlan(
    CanaryStatus status, Optional<CanaryTarget> target, Optional<Instant> requeueAt) {}
