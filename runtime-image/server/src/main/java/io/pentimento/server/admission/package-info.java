/**
 * Admission control: decides from the headers of a request whether a place and memory for its body
 * are available, and from the header of an image whether there is memory to restore it.
 */
@NullMarked
package io.pentimento.server.admission;

import org.jspecify.annotations.NullMarked;
