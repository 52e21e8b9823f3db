package desk

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/jpeg"
	"image/png"

	"yanxi/site/draft"
)

// maxPixels bounds a picture before it is decoded.
const maxPixels = 50_000_000

// cleanPicture encodes a picture anew, so that nothing but what it shows is left, and names it by its bytes.
func cleanPicture(src []byte) (name string, data []byte, err error) {
	c, format, err := image.DecodeConfig(bytes.NewReader(src))
	if err != nil || c.Width*c.Height > maxPixels {
		return "", nil, draft.ErrPicture
	}
	img, _, err := image.Decode(bytes.NewReader(src))
	if err != nil {
		return "", nil, draft.ErrPicture
	}
	var b bytes.Buffer
	ext := ".png"
	if format == "jpeg" {
		ext, err = ".jpg", jpeg.Encode(&b, img, &jpeg.Options{Quality: 85})
	} else {
		err = png.Encode(&b, img)
	}
	if err != nil {
		return "", nil, draft.ErrPicture
	}
	sum := sha256.Sum256(b.Bytes())
	return pictureFolder + "/" + hex.EncodeToString(sum[:8]) + ext, b.Bytes(), nil
}
