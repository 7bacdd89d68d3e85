/**
 * Removes from a workspace what nothing refers to, and personal data after a set time. What is
 * removed is decided by a pure function from what was seen; nothing in use is ever removed.
 */
@NullMarked
package io.pentimento.worker.retention;

import org.jspecify.annotations.NullMarked;
