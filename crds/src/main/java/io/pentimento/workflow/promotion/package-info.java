/**
 * Decides whether a model that passed the gate may be served: at once, or after a person approved
 * exactly this model.
 */
@NullMarked
package io.pentimento.workflow.promotion;

import org.jspecify.annotations.NullMarked;
