package dev.tiffin.payment;

import com.stripe.model.Address;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentIntentAmountDetailsLineItem;
import com.stripe.model.PaymentIntentAmountDetailsLineItemCollection;
import com.stripe.model.PaymentMethod;
import com.stripe.model.Refund;
import com.stripe.model.SetupIntent;
import com.stripe.model.ShippingDetails;
import com.stripe.model.StripeCollection;
import com.stripe.model.StripeError;
import com.stripe.model.StripeObject;
import com.stripe.model.StripeSearchResult;
import com.stripe.net.ApiRequestParams;
import com.stripe.net.ApiResource;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What Stripe's library reads and writes by reflection, through Gson, on behalf of {@link StripePaymentProvider}: a
 * native program keeps the fields of these classes and of the classes in them, and would lose those of all others. With
 * their fields lost, answers would look empty and requests would be. A test walks the types as Gson does.
 *
 * <p>The named ones are how a service of the library tells Gson what a list holds.
 */
@RegisterForReflection(
        targets = {
            Address.class,
            ApiRequestParams.class,
            ApiResource.class,
            PaymentIntent.class,
            PaymentIntentAmountDetailsLineItem.class,
            PaymentIntentAmountDetailsLineItemCollection.class,
            PaymentIntentCreateParams.class,
            PaymentIntentSearchParams.class,
            PaymentMethod.class,
            Refund.class,
            RefundCreateParams.class,
            RefundListParams.class,
            SetupIntent.class,
            ShippingDetails.class,
            StripeCollection.class,
            StripeError.class,
            StripeObject.class,
            StripeSearchResult.class
        },
        classNames = {
            "com.stripe.service.PaymentIntentService$1",
            "com.stripe.service.PaymentIntentService$2",
            "com.stripe.service.RefundService$1"
        })
final class StripeReflection {

    private StripeReflection() {}
}
