/**
 * What to do next, as a pure function: {@result io.pentimento.workflow.WorkflowPlanner}.
 *
 * <p>The observer tells what is the case and never acts; the actuator does what the decision says
 * and never judges. A cluster writes the new status first and acts after it, so that a crash
 * between the two is made good by deciding again: every action may be repeated.
 */
@NullMarked
package io.pentimento.workflow;

import org.jspecify.annotations.NullMarked;
