/**
 * Decides about a canary: which part of the requests a new model receives, and whether it replaces
 * the serving one. Pure functions of policy, state, observation and time, for every kind that
 * serves a model.
 */
@NullMarked
package io.pentimento.workflow.canary;

import org.jspecify.annotations.NullMarked;
