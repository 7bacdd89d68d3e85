/**
 * The operator: observes the cluster, lets {@link io.pentimento.decide.Decide} decide, and acts. It
 * knows nothing of tensors; its pods speak the contract of {@code io.pentimento.stage}.
 */
@NullMarked
package io.pentimento.operator;

import org.jspecify.annotations.NullMarked;
