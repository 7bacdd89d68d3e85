/** On a cluster of somebody's, with chart and images as they are installed. */
package io.pentimento.integration.real;
