/** The command line of Pentimento: what pods run, and what people run on one machine. */
@NullMarked
package io.pentimento.worker;

import org.jspecify.annotations.NullMarked;
