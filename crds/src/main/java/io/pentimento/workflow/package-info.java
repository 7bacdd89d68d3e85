/**
 * Plans the next actions of a job, as a pure function: {@link
 * io.pentimento.workflow.WorkflowPlanner}.
 *
 * <p>The observer reads and never acts; the actuator acts and never decides. A cluster writes the
 * new status first and acts afterwards. After a crash between the two the planner decides again,
 * and actions may be repeated.
 */
@NullMarked
package io.pentimento.workflow;

import org.jspecify.annotations.NullMarked;
