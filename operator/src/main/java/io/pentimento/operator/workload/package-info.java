/**
 * What the operator creates, as pure functions from the job, the stage's document and the
 * configuration to manifests. Created once and never updated, so that others (Kueue, the Job
 * controller) may own what they own; only the Deployment follows its job.
 */
@NullMarked
package io.pentimento.operator.workload;

import org.jspecify.annotations.NullMarked;
