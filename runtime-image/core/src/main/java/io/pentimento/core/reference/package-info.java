/**
 * Arrays computed by the original PyTorch code, against which networks and formulas are verified,
 * and deterministic fills that replace weights and inputs too large to store.
 */
@NullMarked
package io.pentimento.core.reference;

import org.jspecify.annotations.NullMarked;
