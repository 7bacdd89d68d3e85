/**
 * Reads from Kueue why it has not admitted a Job and the position of the Job in its queue. Kueue
 * and its visibility API are optional; whatever they do not tell is left out.
 */
@NullMarked
package io.pentimento.operator.kueue;

import org.jspecify.annotations.NullMarked;
