/** The command line of Pentimento, for pods and for users on one machine. */
@NullMarked
package io.pentimento.worker;

import org.jspecify.annotations.NullMarked;
