/**
 * Pure functions from the job, the document of a stage and the configuration to manifests. Jobs are
 * created once and never updated, so that Kueue and the Job controller can own fields; only the
 * serving objects are updated.
 *
 * <p>It has more than 25 files because the manifests of stages and of servers share package-private
 * parts: names, labels, pods and templates.
 */
@NullMarked
package io.pentimento.operator.workload;

import org.jspecify.annotations.NullMarked;
