/**
 * Entry point for checkpoint files: detects the format, reads the state dict, removes wrapper
 * prefixes, and selects a nested state dict by key.
 */
@NullMarked
package io.pentimento.core.checkpoint.reader;

import org.jspecify.annotations.NullMarked;
