/**
 * Computes which files of a workspace its jobs use, from their specs and statuses. The operator and
 * the command {@code gc} pass these references to the process that removes files.
 */
@NullMarked
package io.pentimento.workflow.retention;

import org.jspecify.annotations.NullMarked;
