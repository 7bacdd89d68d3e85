/**
 * Shows the evidence and the report that belong to the served model, if they were delivered with
 * it.
 */
@NullMarked
package io.pentimento.server.evidence;

import org.jspecify.annotations.NullMarked;
