/**
 * Arrays computed by the original PyTorch code, against which our networks and formulas are
 * verified, and the deterministic fills that stand in for weights and inputs too large to store.
 */
@NullMarked
package io.pentimento.core.reference;

import org.jspecify.annotations.NullMarked;
