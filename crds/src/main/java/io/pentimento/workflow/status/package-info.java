/**
 * Builds the status of a job from the results of its stages. All conditions come from one factory,
 * which keeps the time of the last transition.
 */
@NullMarked
package io.pentimento.workflow.status;

import org.jspecify.annotations.NullMarked;
