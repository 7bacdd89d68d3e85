/** Tests on a real cluster, with chart and images as they are installed. */
package io.pentimento.integration.real;
