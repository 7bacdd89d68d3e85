/**
 * Measures the stages of restoring one photograph: decode, detect, crop, restore, paste and encode.
 * The user provides the detector and the photograph, because the project contains neither.
 */
@NullMarked
package io.pentimento.benchmark.photograph;

import org.jspecify.annotations.NullMarked;
