/** The vocabulary in which networks are written. */
package io.pentimento.core.ops;
