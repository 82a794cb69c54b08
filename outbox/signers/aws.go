package signers

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/ethereum/go-ethereum/common"
)

// awsKey is an asymmetric key of AWS KMS with the spec ECC_SECG_P256K1 and the
// usage SIGN_VERIFY.
type awsKey struct {
	client *kms.Client
	id     string // key id, key ARN, alias/NAME or alias ARN
}

// openAWS takes credentials and region from where the SDK finds them:
// environment, shared files, role of the machine.
func openAWS(ctx context.Context, id, region, endpoint string) (*awsKey, error) {
	var options []func(*config.LoadOptions) error
	if region != "" {
		options = append(options, config.WithRegion(region))
	}
	c, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("configure AWS: %w", err)
	}
	client := kms.NewFromConfig(c, func(o *kms.Options) {
		if endpoint != "" {
			o.BaseEndpoint = &endpoint
		}
	})
	return &awsKey{client, id}, nil
}

func (k *awsKey) publicKey(ctx context.Context) ([]byte, error) {
	out, err := k.client.GetPublicKey(ctx, &kms.GetPublicKeyInput{KeyId: &k.id})
	if err != nil {
		return nil, err
	}
	if out.KeySpec != types.KeySpecEccSecgP256k1 || out.KeyUsage != types.KeyUsageTypeSignVerify {
		return nil, fmt.Errorf("%w: it is %s for %s", ErrNotSecp256k1, out.KeySpec, out.KeyUsage)
	}
	return out.PublicKey, nil
}

func (k *awsKey) sign(ctx context.Context, digest common.Hash) ([]byte, error) {
	out, err := k.client.Sign(ctx, &kms.SignInput{
		KeyId: aws.String(k.id), Message: digest[:], MessageType: types.MessageTypeDigest,
		SigningAlgorithm: types.SigningAlgorithmSpecEcdsaSha256,
	})
	if err != nil {
		return nil, err
	}
	return out.Signature, nil
}
