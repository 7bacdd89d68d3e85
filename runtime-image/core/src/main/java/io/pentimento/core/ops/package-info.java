/** The operations with which networks are written. */
@NullMarked
package io.pentimento.core.ops;

import org.jspecify.annotations.NullMarked;
