/**
 * Reads from Kueue why it has not admitted a Job and the position of the Job in its queue. Kueue
 * and its visibility API are optional; what they do not report is left out.
 */
@NullMarked
package io.pentimento.operator.kueue;

import org.jspecify.annotations.NullMarked;
