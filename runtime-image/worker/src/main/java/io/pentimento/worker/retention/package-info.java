/**
 * Removes unreferenced items from a workspace, and personal data after a configured time. A pure
 * function selects the items from the observed state; items in use are never removed.
 */
@NullMarked
package io.pentimento.worker.retention;

import org.jspecify.annotations.NullMarked;
