/**
 * Pure functions from the job, the document of a stage and the configuration to manifests. Jobs are
 * created once and never updated, so that Kueue and the Job controller can own fields; only the
 * serving objects are updated.
 */
@NullMarked
package io.pentimento.operator.workload;

import org.jspecify.annotations.NullMarked;
