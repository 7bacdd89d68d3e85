/**
 * The planner's view of the cluster: runs of stages, their processes, and the servers. Observers
 * build these values; they contain no decisions.
 */
@NullMarked
package io.pentimento.workflow.observation;

import org.jspecify.annotations.NullMarked;
